-- How this transaction's statements are planned from now on. $1 auto or force_generic_plan
select set_config('plan_cache_mode', $1::text, true)
