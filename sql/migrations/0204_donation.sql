-- 0204_donation.sql - what one institution gave another (DON-01, DON-03).
set local role yl_owner;

create table biz.donation (
	like biz.record_head_two including all,
	donated_on        date not null,
	kind              text,
	subject           text,
	total_fen         bigint,
	programme         text,
	original_giver    text,
	contact_name      text,
	contact_phone_enc bytea,
	contact_phone_idx bytea,
	received_on       date,
	receipt_number    text,
	constraint donation_whole_check check (state in ('draft', 'void')
		or num_nulls(kind, subject, total_fen) = 0),
	constraint donation_kind_check check (kind in ('equipment', 'medicine', 'supplies', 'money')),
	constraint donation_total_check check (total_fen > 0),
	constraint donation_day_check check (donated_on between '1990-01-01' and '2100-01-01'),
	constraint donation_received_check check (received_on >= donated_on),
	constraint donation_phone_check check ((contact_phone_enc is null) = (contact_phone_idx is null))
);
comment on table biz.donation is 'A gift of equipment, medicines, supplies or money; counts when the receiver confirmed it.';
comment on column biz.donation.donated_on is 'Day it was given.';
comment on column biz.donation.kind is 'equipment, medicine, supplies or money.';
comment on column biz.donation.subject is 'What was given, in a few words.';
comment on column biz.donation.total_fen is 'Value in fen; with items the sum of their values.';
comment on column biz.donation.programme is 'Programme (项目) it belongs to.';
comment on column biz.donation.original_giver is 'Company or body whose gift was passed on.';
comment on column biz.donation.contact_name is 'Who handled it.';
comment on column biz.donation.contact_phone_enc is 'Telephone of who handled it, encrypted.';
comment on column biz.donation.contact_phone_idx is 'Its keyed hash.';
comment on column biz.donation.received_on is 'Day it arrived; the receiver''s word.';
comment on column biz.donation.receipt_number is 'Number of the receipt; the receiver''s word.';
comment on constraint donation_whole_check on biz.donation is
	'/kind|提交前请填写类别、捐赠内容和总金额|Enter kind, subject and total before submitting';
comment on constraint donation_total_check on biz.donation is
	'/total_fen|总金额应大于零|The total must be above zero';
comment on constraint donation_day_check on biz.donation is
	'/donated_on|捐赠日期应在1990年之后，请核对年份|The day of the donation must lie after 1990: check the year';
comment on constraint donation_received_check on biz.donation is
	'/received_on|接收日期不能早于捐赠日期|It cannot be received before it was given';
select biz.make_record('biz.donation', 'donations', 'donation', 'donated_on', 'subject',
	personal => 'contact_name');

create table biz.donation_item (
	like biz.record_line including all,
	name               text   not null,
	specification      text,
	quantity           int    not null,
	quantity_exactness text   not null default 'exact',
	unit               text   not null,
	unit_value_fen     bigint,
	value_fen          bigint not null,
	constraint donation_item_quantity_check check (quantity > 0),
	constraint donation_item_value_check check (value_fen >= 0),
	constraint donation_item_product_check check (quantity_exactness <> 'exact'
		or value_fen = quantity * unit_value_fen)
);
comment on table biz.donation_item is 'Items of a donation.';
comment on column biz.donation_item.name is 'What.';
comment on column biz.donation_item.specification is 'Make and model.';
comment on column biz.donation_item.quantity is 'How many.';
comment on column biz.donation_item.quantity_exactness is 'exact, near, over, about or at_least.';
comment on column biz.donation_item.unit is 'Of what: 台, 盒, 件.';
comment on column biz.donation_item.unit_value_fen is 'Value of one, in fen.';
comment on column biz.donation_item.value_fen is 'Value of all, in fen.';
comment on constraint donation_item_quantity_check on biz.donation_item is
	'/items|明细的数量应大于零|The quantity of an item must be above zero';
comment on constraint donation_item_product_check on biz.donation_item is
	'/items|明细的金额应等于单价乘以数量|The value of an item must be its unit value times its quantity';
select biz.make_lines('biz.donation_item', 'biz.donation');
