-- The live sessions of who asks.
select id, created_at, last_seen_at, expires_at, host(address) as address, agent, current
  from sec.my_sessions()
