SET ROLE carillon_crossing;
DROP FUNCTION crossing.work_due(timestamptz), crossing.take_lane(timestamptz, double precision),
    crossing.refresh_lanes(), crossing.may_dispatch();
SET ROLE carillon_owner;
DROP POLICY crossing_update ON lanes;
DROP POLICY crossing ON lanes;
DROP POLICY crossing ON callbacks;
DROP POLICY crossing ON attempts;
DROP POLICY crossing ON targets;
DROP POLICY crossing ON campaigns;
REVOKE ALL ON campaigns, targets, attempts, callbacks, lanes FROM carillon_crossing;
