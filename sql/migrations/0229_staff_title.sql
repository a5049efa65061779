-- 0229_staff_title.sql - "title" is what every record is shown by; a person's is the professional one.
set local role yl_owner;

alter table biz.staff rename column title to professional_title;
