-- Moves appended changes into the counters of referrals, of repeated visits and of records.
select fig.fold_referrals() + fig.fold_repeats() + fig.fold_records() as folded
