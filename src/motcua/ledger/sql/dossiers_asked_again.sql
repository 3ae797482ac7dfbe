-- Dossiers that were asked for a supplement more than :most times by the end of the day before :end_day.
-- :units :end_day :known_at as in `statement_known_at`      :working :waiting   accounts
SELECT move.dossier_id
FROM ledger_move AS move
WHERE move.unit_id IN :units AND move.effect_day < :end_day AND move.recorded_at <= :known_at
  AND move.from_account IN :working AND move.to_account IN :waiting
GROUP BY move.dossier_id
HAVING SUM(move.n) > :most
