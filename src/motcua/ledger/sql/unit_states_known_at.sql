-- The same as `unit_states`, as it was known at an earlier instant: read from the moves themselves.
-- :units       the units that resolve      :known_at   milliseconds UTC; what was recorded by then counts
-- :day :instant    the local day, and the instant of it after which nothing has become overdue yet
SELECT unit_id, from_account, to_account, CAST(SUM(n) AS BIGINT) AS n
FROM ledger_move
WHERE unit_id IN :units AND effect_day <= :day AND recorded_at <= :known_at
  AND NOT (from_account = 10 AND to_account = 11 AND effect_at > :instant)
GROUP BY unit_id, from_account, to_account
HAVING SUM(n) <> 0
