-- Moves appended changes into the counters of referrals.
select fig.fold_referrals() as folded
