// Writes web/public/maps/<province code>.json for the 34 provinces, and VN.json for the whole country: the
// outlines of today's communes as SVG paths, projected once here so that a face draws them without a map library.
//
//   { provinceId, width, height, communes: [{ id, d, x, y }], insets: [{ x, y, width, height, communes }] }
//
// (x, y) is a point inside the commune, for a mark or a label. Islands so far out that they would
// make the rest of their province small (Hoàng Sa, Trường Sa, Côn Đảo …) are drawn at a scale of
// their own in a frame at the right, listed in `insets`: they stay on every map that we publish.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { geoIdentity, geoMercatorRaw, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'data/gazetteer');
const target = join(root, 'web/public/maps');

/** The longer side of a province, in pixels. */
const SIZE = 1000;
const MARGIN = 6;
const INSET = 150;
/** Points nearer than this (in pixels) to the line of their neighbours are left out; more of the whole country. */
const TOLERANCE = 0.5;
const COUNTRY_TOLERANCE = 1;
/** A commune goes into a frame when the rest of the province then fills a map this much larger. */
const WORTH_A_FRAME = 1.5;

const points = new Map(
  parse(readFileSync(join(source, 'communes_2025.csv')), { columns: true, bom: true }).map((row) => [
    row.code,
    mercator([Number(row.lon), Number(row.lat)]),
  ]),
);

mkdirSync(target, { recursive: true });
let bytes = 0;
const files = readdirSync(join(source, 'topojson')).filter((name) => /^\d\d\.topo\.json$/.test(name));
const planes = files.map((name) => project(JSON.parse(readFileSync(join(source, 'topojson', name), 'utf8'))));
for (const [i, name] of files.entries()) write(drawMap([planes[i]], name.slice(0, 2), TOLERANCE));
write(drawMap(planes, 'VN', COUNTRY_TOLERANCE));
console.log(`maps: ${files.length} provinces, ${Math.round(bytes / 1024)} kB`);

function write(map) {
  const text = JSON.stringify(map);
  bytes += Buffer.byteLength(text);
  writeFileSync(join(target, `${map.provinceId}.json`), text);
}

/** Mercator on a plane, y growing downwards: no winding order to get wrong. */
function mercator([lon, lat]) {
  const [x, y] = geoMercatorRaw((lon * Math.PI) / 180, (lat * Math.PI) / 180);
  return [x, -y];
}

function drawMap(planes, provinceId, tolerance) {
  const communes = planes.flatMap((plane) =>
    feature(plane, plane.objects.communes).features.map((f) => ({ ...f, id: f.properties.code })),
  );
  const far = findFarIslands(communes);
  const main = communes.filter((f) => !far.includes(f));

  const fit = geoIdentity().fitExtent(
    box(MARGIN, MARGIN, SIZE - 2 * MARGIN, SIZE - 2 * MARGIN),
    collection(main),
  );
  const [[left, top], [right, bottom]] = geoPath(fit).bounds(collection(main));
  const [tx, ty] = fit.translate();
  fit.translate([tx - left + MARGIN, ty - top + MARGIN]);
  const width = Math.ceil(right - left + 2 * MARGIN);
  const height = Math.max(Math.ceil(bottom - top + 2 * MARGIN), far.length * (INSET + MARGIN) + MARGIN);

  const drawn = draw(planes, fit, main, tolerance);
  const insets = [];
  for (const [i, island] of far.entries()) {
    const frame = {
      x: width + MARGIN,
      y: height - (i + 1) * (INSET + MARGIN),
      width: INSET,
      height: INSET,
      communes: [island.id],
    };
    const inner = box(frame.x + 10, frame.y + 10, INSET - 20, INSET - 20);
    drawn.push(...draw(planes, geoIdentity().fitExtent(inner, island), [island], tolerance));
    insets.push(frame);
  }
  return {
    provinceId,
    width: far.length === 0 ? width : width + INSET + 2 * MARGIN,
    height,
    communes: drawn.sort((a, b) => (a.id < b.id ? -1 : 1)),
    insets,
  };
}

/** Decodes the arcs and lays them on the plane. */
function project(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return mercator([x * scale[0] + translate[0], y * scale[1] + translate[1]]);
    });
  });
  return { type: 'Topology', objects: topology.objects, arcs };
}

function findFarIslands(communes) {
  const far = [];
  for (;;) {
    const rest = communes.filter((f) => !far.includes(f));
    const side = longerSide(rest);
    const best = rest
      .map((f) => ({ f, gain: side / longerSide(rest.filter((other) => other !== f)) }))
      .sort((a, b) => b.gain - a.gain)[0];
    if (best === undefined || best.gain < WORTH_A_FRAME) return far;
    far.push(best.f);
  }
}

function longerSide(features) {
  const all = features.map(boundsOf);
  const width = highest(all, (b) => b[1][0]) - lowest(all, (b) => b[0][0]);
  return Math.max(width, highest(all, (b) => b[1][1]) - lowest(all, (b) => b[0][1]));
}

/** Asked for again and again while far islands are looked for. */
function boundsOf(f) {
  f.bounds ??= geoPath().bounds(f);
  return f.bounds;
}

function highest(all, of) {
  return all.reduce((most, one) => Math.max(most, of(one)), -Infinity);
}

function lowest(all, of) {
  return all.reduce((least, one) => Math.min(least, of(one)), Infinity);
}

/** Simplifies arc by arc, so that two neighbours keep one common border. */
function draw(planes, fit, features, tolerance) {
  const wanted = new Set(features.map((f) => f.id));
  const scale = fit.scale();
  const [tx, ty] = fit.translate();
  const round = ([x, y]) => [Math.round((x * scale + tx) * 10), Math.round((y * scale + ty) * 10)];
  return planes
    .flatMap((plane) => {
      const arcs = plane.arcs.map((arc) => simplify(arc.map(round), tolerance * 10));
      return feature({ ...plane, arcs }, plane.objects.communes).features;
    })
    .filter((f) => wanted.has(f.properties.code))
    .map((f) => {
      const id = f.properties.code;
      const rings = ringsOf(f.geometry);
      const [x, y] = placeMark(round(points.get(id)), rings);
      return { id, d: rings.map(pathOf).join(''), x: x / 10, y: y / 10 };
    });
}

/** All rings but specks; of a commune of specks only, the largest. */
function ringsOf(geometry) {
  const rings = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat();
  const bySize = rings
    .map((ring) => ({ ring, size: Math.abs(areaOf(ring)) }))
    .sort((a, b) => b.size - a.size);
  return bySize.filter(({ size }, i) => i === 0 || size > 40).map(({ ring }) => ring);
}

function areaOf(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  }
  return twice / 2;
}

/** The gazetteer's point, unless it lies outside what is drawn (the archipelagos' official points). */
function placeMark([x, y], rings) {
  const xs = rings[0].map((p) => p[0]);
  const ys = rings[0].map((p) => p[1]);
  const inside = x >= Math.min(...xs) && x <= Math.max(...xs) && y >= Math.min(...ys) && y <= Math.max(...ys);
  if (inside || rings.length > 1) {
    const all = rings.flat();
    if (inside || (within(x, all, 0) && within(y, all, 1))) return [x, y];
  }
  return [
    Math.round((Math.min(...xs) + Math.max(...xs)) / 2),
    Math.round((Math.min(...ys) + Math.max(...ys)) / 2),
  ];
}

function within(value, all, axis) {
  const values = all.map((p) => p[axis]);
  return value >= Math.min(...values) && value <= Math.max(...values);
}

/** Relative steps in tenths of a pixel, written as short as SVG allows. */
function pathOf(ring) {
  let text = `M${tenths(ring[0][0])},${tenths(ring[0][1])}l`;
  const steps = [];
  for (let i = 1; i < ring.length - 1; i++) {
    const dx = tenths(ring[i][0] - ring[i - 1][0]);
    const dy = tenths(ring[i][1] - ring[i - 1][1]);
    if (dx !== '0' || dy !== '0') steps.push(dx, dy);
  }
  for (const [i, step] of steps.entries()) text += i === 0 || step.startsWith('-') ? step : ` ${step}`;
  return `${text}z`;
}

function tenths(n) {
  return String(n / 10).replace(/^(-?)0\./, '$1.');
}

/** Douglas–Peucker. A closed arc (an island) is cut at the point farthest from its start. */
function simplify(arc, tolerance) {
  const keep = new Uint8Array(arc.length);
  keep[0] = keep[arc.length - 1] = 1;
  const spans = [[0, arc.length - 1]];
  const closed = arc.length > 3 && arc[0][0] === arc.at(-1)[0] && arc[0][1] === arc.at(-1)[1];
  while (spans.length > 0) {
    const [from, to] = spans.pop();
    let farthest = -1;
    let distance = closed && from === 0 && to === arc.length - 1 ? -1 : tolerance;
    for (let i = from + 1; i < to; i++) {
      const d = distanceTo(arc[i], arc[from], arc[to]);
      if (d > distance) [farthest, distance] = [i, d];
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    spans.push([from, farthest], [farthest, to]);
  }
  return arc.filter((_, i) => keep[i] === 1);
}

function distanceTo([px, py], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

function box(x, y, width, height) {
  return [
    [x, y],
    [x + width, y + height],
  ];
}

function collection(features) {
  return { type: 'FeatureCollection', features };
}
