-- 0404_import_value.sql - what stands in the cell of an error that the database found.
--
-- Reading notes the cell with its errors. What a constraint refuses is known by its column alone: the cell
-- is looked up when the row is read again for the workbook of bad rows.
set local role yl_owner;

grant update (value) on job.import_error to yl_job;
