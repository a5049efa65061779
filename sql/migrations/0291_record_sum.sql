-- 0291_record_sum.sql - a total is held to its lines by the database, whoever writes them.
set local role yl_owner;

create function biz.make_sum(parent regclass, total name, child regclass, part name) returns void
language plpgsql volatile
as $$
declare
	head constant text := (select c.relname from pg_catalog.pg_class c where c.oid = parent);
	lines constant text := (select c.relname from pg_catalog.pg_class c where c.oid = child);
	told constant text := format($f$sec.refuse('UX422', '与明细之和不一致，请核对',
			'It differs from the sum of the lines: compare them', %L)$f$, '/' || total);
	name constant text := lines || '_' || total || '_sum';
begin
	execute format($f$
		create function biz.%1$I() returns trigger
		language plpgsql volatile security definer
		set search_path = ''
		as $body$
		begin
			perform %2$s
			  from (select t.record_id from touched t group by t.record_id) t
			  join %3$s r on r.id = t.record_id
			 where r.state <> 'void'
			   and r.%4$I is distinct from (select sum(l.%5$I) from %6$s l where l.record_id = t.record_id);
			return null;
		end
		$body$;
		comment on function biz.%1$I() is 'Trigger of lines: refuses them where the total is another.';
		create trigger %1$I after insert on %6$s referencing new table as touched
			for each statement execute function biz.%1$I();
		create trigger %7$I after update on %6$s referencing new table as touched
			for each statement execute function biz.%1$I();
	$f$, name, told, parent, total, part, child, name || '_changed');
	-- Lines are replaced after their head: what it says is held against them when all is written.
	execute format($f$
		create function biz.%1$I() returns trigger
		language plpgsql volatile security definer
		set search_path = ''
		as $body$
		begin
			perform %2$s
			  from %3$s r
			 where r.id = new.id
			   and r.state <> 'void'
			   and r.%4$I is distinct from (select sum(l.%5$I) from %6$s l where l.record_id = r.id)
			   and exists (select from %6$s l where l.record_id = r.id);
			return null;
		end
		$body$;
		comment on function biz.%1$I() is 'Trigger of a record, at the end of the transaction: refuses a total that differs from its lines.';
		create constraint trigger %1$I after update of %4$I on %3$s deferrable initially deferred
			for each row when (new.%4$I is distinct from old.%4$I) execute function biz.%1$I();
	$f$, head || '_' || total || '_held', told, parent, total, part, child);
end
$$;
comment on function biz.make_sum(regclass, name, regclass, name) is
	'Holds a total of a record table to the sum of a column of its lines, where it has any.';

select biz.make_sum('biz.donation', 'total_fen', 'biz.donation_item', 'value_fen');
select biz.make_sum('biz.batch', 'planned_heads', 'biz.batch_part', 'heads');
select biz.make_sum('biz.training', 'heads', 'biz.training_audience', 'heads');
