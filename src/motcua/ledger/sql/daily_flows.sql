-- Received and resolved on each day on which there was any of either.
-- :units :first_day :end_day :known_at as in `statement_known_at`
-- by_unit      each of the units apart
-- :outside :open :resolved   accounts      :any_system 1 for all systems, else only those of :system; so :any_field and :field
SELECT /*+by_unit move.unit_id, */ move.effect_day,
       CAST(SUM(CASE WHEN move.from_account IN :outside AND move.to_account IN :open THEN move.n ELSE 0 END) AS BIGINT)
           AS received,
       CAST(SUM(CASE WHEN move.from_account IN :open AND move.to_account IN :resolved THEN move.n ELSE 0 END) AS BIGINT)
           AS resolved
FROM ledger_move AS move
JOIN dossiers_cell AS cell ON cell.id = move.cell_id
WHERE move.unit_id IN :units AND cell.unit_id IN :units
  AND move.effect_day >= :first_day AND move.effect_day < :end_day
  AND move.recorded_at <= :known_at
  AND (:any_system = 1 OR cell.system_id = :system) AND (:any_field = 1 OR cell.field_id = :field)
GROUP BY /*+by_unit move.unit_id, */ move.effect_day
ORDER BY move.effect_day
