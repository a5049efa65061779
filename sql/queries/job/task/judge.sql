-- Judges what changed, and all obligations for a new day, so many at a time.
select fig.refresh_judgements(50) as judged
