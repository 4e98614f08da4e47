import { Injectable } from '@nestjs/common';
import { feature } from 'topojson-client';
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from 'topojson-specification';
import { z } from 'zod';
import type { Outline } from '../contracts/places.js';
import { readOutlines } from './gazetteer-files.js';

interface Layer extends GeometryCollection {
  geometries: (Polygon<{ code: string }> | MultiPolygon<{ code: string }>)[];
}
type ProvinceTopology = Topology<{ communes: Layer; province: Layer }>;

const TopologySchema = z.custom<ProvinceTopology>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'objects' in value &&
    typeof value.objects === 'object' &&
    value.objects !== null &&
    'communes' in value.objects &&
    'province' in value.objects,
);

/** Outlines of today's units, cut from the province's file; a file is read once. */
@Injectable()
export class Outlines {
  private readonly files = new Map<string, Promise<ProvinceTopology>>();

  /** @returns null when the gazetteer holds no outline of the unit */
  async find(unit: { id: string; provinceId: string; fullName: string }): Promise<Outline | null> {
    const topology = await this.read(unit.provinceId).catch(() => null);
    if (!topology) return null;
    const layer = unit.id === unit.provinceId ? topology.objects.province : topology.objects.communes;
    const shape = layer.geometries.find((g) => g.properties?.code === unit.id);
    if (!shape) return null;
    const { geometry } = shape.type === 'Polygon' ? feature(topology, shape) : feature(topology, shape);
    return {
      type: 'Feature',
      id: unit.id,
      properties: { fullName: unit.fullName, provinceId: unit.provinceId },
      geometry: { type: geometry.type, coordinates: geometry.coordinates },
    };
  }

  private read(provinceId: string): Promise<ProvinceTopology> {
    const known = this.files.get(provinceId);
    if (known) return known;
    const file = readOutlines(provinceId).then((json) => TopologySchema.parse(json));
    this.files.set(provinceId, file);
    file.catch(() => this.files.delete(provinceId));
    return file;
  }
}
