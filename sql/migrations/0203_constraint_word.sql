-- 0203_constraint_word.sql - the sentence of a constraint that the program used to know by itself.
set local role yl_owner;

comment on constraint patient_id_number_key on biz.patient is
	'/id_number|本单位已登记过这个身份证号，请按身份证号查找该患者|Your institution has registered this ID number already: search for the patient by it';
