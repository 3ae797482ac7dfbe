-- What every pair of accounts of whole units has come to by a minute of :day: the last month-start balance,
-- the days since, less what becomes overdue later on that day.
-- :units       the units that resolve; said again for every table, for not every database sees that it follows
-- :day :minute the local day and the minutes after midnight
WITH opening AS (
    SELECT unit_id, MAX(month) AS month FROM ledger_balancedmonth
    WHERE unit_id IN :units AND month <= :day GROUP BY unit_id
)
SELECT unit_id, from_account, to_account, CAST(SUM(n) AS BIGINT) AS n
FROM (
    SELECT balance.unit_id, balance.from_account, balance.to_account, balance.n
    FROM opening
    JOIN ledger_unitbalance AS balance ON balance.unit_id = opening.unit_id AND balance.month = opening.month
    WHERE balance.unit_id IN :units
    UNION ALL
    SELECT whole.unit_id, whole.from_account, whole.to_account, whole.n
    FROM opening
    JOIN ledger_unitday AS whole ON whole.unit_id = opening.unit_id AND whole.day >= opening.month
    WHERE whole.unit_id IN :units AND whole.day >= (SELECT MIN(month) FROM opening) AND whole.day <= :day
    UNION ALL
    SELECT unit_id, 10, 11, -n
    FROM ledger_unitahead
    WHERE unit_id IN :units AND day = :day AND minute > :minute
) AS sums
GROUP BY unit_id, from_account, to_account
HAVING SUM(n) <> 0
