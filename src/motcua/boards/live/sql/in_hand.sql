-- Dossiers that a unit has in hand, one row for each and each cell it was counted in: the account it stands in, as the
-- sum of its steps from account to account, and when it becomes or became overdue, as posted ahead.
-- What left a cell ends in account 50 (transferred), what entered one begins there: 50 counts as 0.
-- :units       the units that resolve     :open       accounts of dossiers in hand
-- :now         instant in milliseconds UTC; what becomes overdue later is still in term
-- :any_department 1 for all, else only what :department works on
-- Grouped by keys, so that all of it is one walk from the unit's dossiers: joined to the sums afterwards, PostgreSQL took
-- them for many and read every dossier there is.
SELECT known.id, known.unit_id, cell.field_id, cell.system_id, cell.channel, cell.level, cell.lane,
       CAST(SUM(CASE WHEN move.from_account = 10 AND move.to_account = 11 AND move.effect_at > :now THEN 0
                     ELSE move.n * (move.to_account - move.from_account) END) AS BIGINT) AS account,
       CAST(SUM(CASE WHEN move.from_account = 10 AND move.to_account = 11 THEN move.n ELSE 0 END) AS BIGINT) AS times,
       CAST(SUM(CASE WHEN move.from_account = 10 AND move.to_account = 11 THEN move.n * move.effect_at
                     ELSE 0 END) AS BIGINT) AS overdue_at,
       known.received_at, known.due_at, known.authority_id,
       work.assignee_id, work.department_id, work.step_role, work.workflow_id, work.step, work.step_since
FROM dossiers_dossier AS known
JOIN ledger_move AS move ON move.dossier_id = known.id AND move.unit_id = known.unit_id
JOIN dossiers_cell AS cell ON cell.id = move.cell_id
LEFT JOIN casework_work AS work ON work.dossier_id = known.id
WHERE known.unit_id IN :units AND known.state IN :open AND (:any_department = 1 OR work.department_id = :department)
GROUP BY known.id, cell.id, work.dossier_id
