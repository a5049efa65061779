-- Moves appended changes into the counters of referrals and of records.
select fig.fold_referrals() + fig.fold_records() as folded
