-- The dossiers of a department that moved from one set of accounts to another on a day, and how often on balance.
-- :units :department :any_system :system :any_field :field as in `department_flows`; :day; :origins :targets accounts
SELECT move.dossier_id, CAST(SUM(move.n) AS BIGINT) AS times
FROM ledger_move AS move
JOIN casework_work AS work ON work.dossier_id = move.dossier_id
JOIN dossiers_cell AS cell ON cell.id = move.cell_id
WHERE move.unit_id IN :units AND cell.unit_id IN :units AND work.department_id = :department
  AND move.effect_day = :day AND move.from_account IN :origins AND move.to_account IN :targets
  AND (:any_system = 1 OR cell.system_id = :system) AND (:any_field = 1 OR cell.field_id = :field)
GROUP BY move.dossier_id
HAVING SUM(move.n) <> 0
ORDER BY move.dossier_id
