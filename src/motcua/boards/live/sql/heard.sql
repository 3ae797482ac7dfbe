-- For when the system that leads a dossier spoke of it last, of all dossiers in hand that other systems lead.
-- For each by itself: joined, PostgreSQL at times reads the dossiers of all units to come by those of one.
-- :units :open   as in `in_hand`
SELECT id, heard FROM (
    SELECT known.id, (
        SELECT MAX(act.as_of) FROM dossiers_act AS act
        WHERE act.dossier_id = known.id AND act.system_id = known.authority_id AND act.kind = 'reported'
    ) AS heard
    FROM dossiers_dossier AS known
    WHERE known.unit_id IN :units AND known.state IN :open
) AS each_one
WHERE heard IS NOT NULL
