-- Dossiers that units had in hand at an earlier instant, as it was known then: all that moves can tell of what `in_hand`
-- gives. One row for each dossier and cell it was counted in: the account, from when it is or was overdue, and since
-- when the unit had received it. Read from the moves that stood then; what left a cell ended in account 50, what entered
-- one began there: 50 counts as 0.
-- :units :known_at   as in `unit_states_known_at`      :in_hand   accounts of dossiers in hand
-- :day :now          the local day, and the instant of it after which nothing has become overdue yet
-- :outside :open     accounts between which a dossier is received; one handed over to the unit comes from 50
WITH standing AS (
    SELECT dossier_id, unit_id, cell_id, from_account, to_account, effect_at, effect_day, CAST(SUM(n) AS BIGINT) AS n
    FROM ledger_move
    WHERE unit_id IN :units AND recorded_at <= :known_at
    GROUP BY dossier_id, unit_id, cell_id, from_account, to_account, effect_at, effect_day
    HAVING SUM(n) <> 0
), sums AS (
    SELECT dossier_id, unit_id, cell_id,
           CAST(SUM(CASE WHEN effect_day > :day OR (from_account = 10 AND to_account = 11 AND effect_at > :now) THEN 0
                         ELSE n * (to_account - from_account) END) AS BIGINT) AS account,
           MAX(CASE WHEN from_account = 10 AND to_account = 11 THEN effect_at END) AS overdue_at
    FROM standing
    GROUP BY dossier_id, unit_id, cell_id
), entered AS (
    SELECT dossier_id, unit_id, MIN(effect_at) AS received_at
    FROM standing
    WHERE from_account IN :outside AND to_account IN :open
    GROUP BY dossier_id, unit_id
)
SELECT sums.dossier_id, sums.unit_id, cell.id, cell.field_id, cell.system_id, cell.channel, cell.level, cell.lane,
       sums.account, sums.overdue_at, entered.received_at
FROM sums
JOIN dossiers_cell AS cell ON cell.id = sums.cell_id
LEFT JOIN entered ON entered.dossier_id = sums.dossier_id AND entered.unit_id = sums.unit_id
WHERE sums.account IN :in_hand OR sums.account + 50 IN :in_hand
ORDER BY sums.dossier_id
