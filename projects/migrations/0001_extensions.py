from django.contrib.postgres.operations import (
    BtreeGinExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

# The cell of a point: its column and row on the Web Mercator grid of zoom 26 (spherical, EPSG:3857,
# as all slippy maps have it), bits interleaved: column on the even bits, row on the odd ones (a
# Morton code). The points of a tile at zoom z are then one range of 2^(52 - 2z) cells.
CREATE = """
CREATE FUNCTION spread_bits(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT (e | (e << 1)) & x'5555555555555555'::bigint FROM (
    SELECT (d | (d << 2)) & x'3333333333333333'::bigint FROM (
    SELECT (c | (c << 4)) & x'0F0F0F0F0F0F0F0F'::bigint FROM (
    SELECT (b | (b << 8)) & x'00FF00FF00FF00FF'::bigint FROM (
    SELECT ($1 | ($1 << 16)) & x'0000FFFF0000FFFF'::bigint
    ) AS s1 (b)) AS s2 (c)) AS s3 (d)) AS s4 (e)
$$;
CREATE FUNCTION web_mercator_cell(latitude double precision, longitude double precision)
RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path FROM CURRENT AS $$
DECLARE
    size constant double precision := 67108864;  -- 2^26
    angle constant double precision := radians(latitude);
    x constant bigint := floor((longitude + 180) / 360 * size);
    y constant bigint := floor((1 - ln(tan(angle) + 1 / cos(angle)) / pi()) / 2 * size);
BEGIN
    RETURN spread_bits(x) | (spread_bits(y) << 1);
END
$$;
"""
DROP = """
DROP FUNCTION web_mercator_cell(double precision, double precision);
DROP FUNCTION spread_bits(bigint);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        migrations.RunSQL(CREATE, DROP),
    ]
