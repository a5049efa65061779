#!/bin/bash
# fund_race.t.sh - many at once never take more of a fund than there is (FND-02).
set -u
n=0
is() {
	n=$((n + 1))
	if [ "$3" = "$2" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; printf '# wanted: %s\n# got:    %s\n' "$2" "$3"; fi
}
ask() { psql -XAtq -v ON_ERROR_STOP=1 -c "$1" 2>&1; }
echo 1..3
psql -Xq -v ON_ERROR_STOP=1 <<'SQL'
insert into biz.division (code, parent_code, level, name, short_name, pinyin, initials, valid_from)
values (650000, null, 1, 'P', 'P', 'p', 'p', '2000-01-01'), (650100, 650000, 2, 'C', 'C', 'c', 'c', '2000-01-01');
insert into biz.organisation (id, code, name, kind, division_code, region_id, pinyin, initials, valid_from)
overriding system value
values (1, 'FA', '甲委', 'commission', 650000, 650000, 'j', 'j', '2000-01-01'), (2, 'FB', '乙委', 'commission', 650100, 650100, 'y', 'y', '2000-01-01'),
       (3, 'FC', '丙院', 'general_hospital', 650100, 650100, 'b', 'b', '2000-01-01');
insert into biz.fund (id, org_id, region_id, state, issued_on, name, document_number, fund_year, level, amount_fen)
values ('00000000-0000-0000-0000-000000000001', 1, 1, 'confirmed', '2022-01-01', 'x', 'x', 2022, 'central', 10000);
insert into biz.fund_use (record_id, line, use) values ('00000000-0000-0000-0000-000000000001', 1, 'training');
create function public.hand(f int, t int, parent uuid, fen bigint, id uuid default gen_random_uuid()) returns void language sql as $$
	insert into biz.fund_allocation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, allocated_on, fund_id, parent_id,
	       amount_fen, paid_on, arrived_on)
	values (id, f, 1, t, 1, f, 'confirmed', '2022-01-02', '00000000-0000-0000-0000-000000000001', parent, fen, '2022-01-03', '2022-01-04');
$$;
SQL
# Twelve at once, 1000 each wanted of 10000, each held open a moment.
for _ in $(seq 12); do
	psql -XAtq -c "begin; select public.hand(1, 2, null, 1000); select pg_sleep(0.02); commit" >/dev/null 2>&1 &
done
wait
is 'ten of twelve go' '10 10000 10000' "$(ask "select count(*) || ' ' || sum(amount_fen) || ' ' || (select allocated_fen from biz.fund) from biz.fund_allocation")"
# Handed on and made smaller at once: one of both, never both.
ask "update biz.fund set amount_fen = 20000; select public.hand(1, 2, null, 1000, '00000000-0000-0000-0000-00000000000a')" >/dev/null
psql -XAtq -c "begin; select public.hand(2, 3, '00000000-0000-0000-0000-00000000000a', 900); select pg_sleep(0.3); commit" >/dev/null 2>&1 &
sleep 0.1
psql -XAtq -c "update biz.fund_allocation set amount_fen = 500 where id = '00000000-0000-0000-0000-00000000000a'" >/dev/null 2>&1
wait
is 'what is handed on is not taken back meanwhile' '1000 900' "$(ask "select p.amount_fen || ' ' || c.amount_fen from biz.fund_allocation p join biz.fund_allocation c on c.parent_id = p.id")"
psql -XAtq -c "begin; update biz.fund_allocation set state = 'void', state_reason = 'x' where id = (select id from biz.fund_allocation where parent_id is not null); select pg_sleep(0.3); commit" >/dev/null 2>&1 &
sleep 0.1
for _ in 1 2; do
	psql -XAtq -c "select public.hand(2, 3, '00000000-0000-0000-0000-00000000000a', 600)" >/dev/null 2>&1 &
done
wait
is 'what is void gives its money back once it is' 600 "$(ask "select sum(amount_fen) from biz.fund_allocation where parent_id is not null and state = 'confirmed'")"
