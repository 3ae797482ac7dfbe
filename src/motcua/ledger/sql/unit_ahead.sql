-- How many dossiers are due on each day up to :last_day and become overdue after a minute of :day, as posted ahead.
-- What becomes overdue as a day begins was due on the day before.
-- :units       :day :minute   the local day and the minutes after midnight
SELECT unit_id, day - CASE WHEN minute = 0 THEN 1 ELSE 0 END AS due_day, CAST(SUM(n) AS BIGINT) AS n
FROM ledger_unitahead
WHERE unit_id IN :units AND (day > :day OR (day = :day AND minute > :minute))
  AND day - CASE WHEN minute = 0 THEN 1 ELSE 0 END <= :last_day AND day <= :last_day + 1
GROUP BY unit_id, day - CASE WHEN minute = 0 THEN 1 ELSE 0 END
ORDER BY due_day, unit_id
