-- What numbers would show. $1 [{code, scope, period, style, structure, member, kind}]
select v.token as _token
  from (select array_agg(t.n::int - 1) as places, array_agg(t.token) as tokens,
               array_agg('/tokens/' || t.n - 1) as pointers
          from jsonb_array_elements($1::jsonb) with ordinality as t (token, n)) k
 cross join lateral fig.token_values(k.places, k.tokens, k.pointers) v
 order by v.place
