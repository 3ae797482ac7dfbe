-- What the moves of units come to on each day from :first_day to the day before :end_day.
-- :units
SELECT cell_id, from_account, to_account, effect_day, CAST(SUM(n) AS BIGINT) AS n
FROM ledger_move
WHERE unit_id IN :units AND effect_day >= :first_day AND effect_day < :end_day
GROUP BY cell_id, from_account, to_account, effect_day
HAVING SUM(n) <> 0
