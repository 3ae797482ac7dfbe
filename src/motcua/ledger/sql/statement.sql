-- What every pair of accounts had come to before the first day of a period (before) and by its last (end),
-- by dimensions, as known now: for each of the two ends the last month-start balance and the moves since.
-- :units       the units that resolve; said again for every table, for not every database sees that it follows
-- :first_day   the first local day of the period      :end_day   the day after the last
-- by_unit      each of the units apart
WITH opening AS (
    SELECT unit_id, MAX(month) AS month FROM ledger_balancedmonth
    WHERE unit_id IN :units AND month <= :first_day GROUP BY unit_id
), closing AS (
    SELECT unit_id, MAX(month) AS month FROM ledger_balancedmonth
    WHERE unit_id IN :units AND month <= :end_day GROUP BY unit_id
)
SELECT /*+by_unit cell.unit_id, */ cell.field_id, cell.system_id, cell.channel, cell.level,
       cell.digitised, cell.fee_due, cell.paid_online,
       sums.from_account, sums.to_account,
       CAST(SUM(sums.before_n) AS BIGINT) AS before_n,
       CAST(SUM(sums.end_n) AS BIGINT) AS end_n
FROM (
    SELECT balance.cell_id, balance.from_account, balance.to_account, balance.n AS before_n, 0 AS end_n
    FROM opening
    JOIN ledger_balance AS balance ON balance.unit_id = opening.unit_id AND balance.month = opening.month
    WHERE balance.unit_id IN :units
      AND balance.month >= (SELECT MIN(month) FROM opening) AND balance.month <= :first_day
    UNION ALL
    SELECT move.cell_id, move.from_account, move.to_account, move.n, 0
    FROM opening
    JOIN ledger_move AS move ON move.unit_id = opening.unit_id AND move.effect_day >= opening.month
    WHERE move.unit_id IN :units
      AND move.effect_day >= (SELECT MIN(month) FROM opening) AND move.effect_day < :first_day
    UNION ALL
    SELECT balance.cell_id, balance.from_account, balance.to_account, 0, balance.n
    FROM closing
    JOIN ledger_balance AS balance ON balance.unit_id = closing.unit_id AND balance.month = closing.month
    WHERE balance.unit_id IN :units
      AND balance.month >= (SELECT MIN(month) FROM closing) AND balance.month <= :end_day
    UNION ALL
    SELECT move.cell_id, move.from_account, move.to_account, 0, move.n
    FROM closing
    JOIN ledger_move AS move ON move.unit_id = closing.unit_id AND move.effect_day >= closing.month
    WHERE move.unit_id IN :units
      AND move.effect_day >= (SELECT MIN(month) FROM closing) AND move.effect_day < :end_day
) AS sums
JOIN dossiers_cell AS cell ON cell.id = sums.cell_id
WHERE cell.unit_id IN :units
GROUP BY /*+by_unit cell.unit_id, */ cell.field_id, cell.system_id, cell.channel, cell.level,
         cell.digitised, cell.fee_due, cell.paid_online, sums.from_account, sums.to_account
