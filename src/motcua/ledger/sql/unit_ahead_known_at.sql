-- The same as `unit_ahead`, as it was known at an earlier instant: read from the moves themselves.
-- :units :last_day as there      :known_at :instant as in `unit_states_known_at`
-- What becomes overdue as a day begins (00:00 at UTC+7) was due on the day before.
SELECT unit_id, due_day, CAST(SUM(n) AS BIGINT) AS n
FROM (
    SELECT unit_id, n,
           effect_day - CASE WHEN effect_at = effect_day * CAST(86400000 AS BIGINT) - 25200000 THEN 1 ELSE 0 END AS due_day
    FROM ledger_move
    WHERE unit_id IN :units AND from_account = 10 AND to_account = 11
      AND effect_at > :instant AND effect_day <= :last_day + 1 AND recorded_at <= :known_at
) AS posted
WHERE due_day <= :last_day
GROUP BY unit_id, due_day
HAVING SUM(n) <> 0
