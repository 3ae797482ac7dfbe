-- Received and resolved by units together on each day from :first_day to the day before :end_day.
-- :units       :outside :open :resolved   accounts, as in `daily_flows`
SELECT day,
       CAST(SUM(CASE WHEN from_account IN :outside AND to_account IN :open THEN n ELSE 0 END) AS BIGINT) AS received,
       CAST(SUM(CASE WHEN from_account IN :open AND to_account IN :resolved THEN n ELSE 0 END) AS BIGINT) AS resolved
FROM ledger_unitday
WHERE unit_id IN :units AND day >= :first_day AND day < :end_day
  AND ((from_account IN :outside AND to_account IN :open) OR (from_account IN :open AND to_account IN :resolved))
GROUP BY day
ORDER BY day
