import type { TargetedDragEvent } from 'preact';
import { memo } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';
import { useTexts } from './i18n.js';
import type { Step } from './step.js';
import { sharedTexts } from './texts.js';

export interface MapShape {
  provinceId: string;
  width: number;
  height: number;
  communes: { id: string; d: string; x: number; y: number }[];
}
const shapes = new Map<string, Promise<MapShape>>();

/** The outlines of a province, projected when the web was built; null while they load. */
export function useMapShape(provinceId: string | null): MapShape | 'missing' | null {
  const [shape, set] = useState<MapShape | 'missing' | null>(null);
  useEffect(() => {
    if (provinceId === null) return;
    let current = true;
    const known = shapes.get(provinceId) ?? loadShape(provinceId);
    shapes.set(provinceId, known);
    known.then(
      (loaded) => current && set(loaded),
      () => {
        shapes.delete(provinceId);
        if (current) set('missing');
      },
    );
    return () => {
      current = false;
    };
  }, [provinceId]);
  return shape;
}

async function loadShape(provinceId: string): Promise<MapShape> {
  const response = await fetch(`/maps/${encodeURIComponent(provinceId)}.json`);
  if (!response.ok) throw new Error(`map ${response.status}`);
  return (await response.json()) as MapShape;
}

const Commune = memo(function Commune(props: {
  id: string;
  d: string;
  step: Step;
  title: string;
  onSelect: ((id: string) => void) | undefined;
}) {
  return (
    <path
      d={props.d}
      class="commune"
      data-commune={props.id}
      data-step={props.step ?? 'none'}
      onClick={props.onSelect && (() => props.onSelect?.(props.id))}
    >
      <title>{props.title}</title>
    </path>
  );
});

/**
 * A province as plain SVG paths. Only communes whose step or title changed are touched; fills
 * change at once (a CSS transition on 166 fills costs 36 ms a tick). The table beside it says
 * the same to those who cannot see or point.
 */
export function ProvinceMap(props: {
  provinceId: string | null;
  label: string;
  step: (communeId: string) => Step;
  title: (communeId: string) => string;
  selected?: string | null;
  onSelect?: (communeId: string) => void;
  /** While something is dragged that may be dropped on a commune. */
  onDropOn?: ((communeId: string) => void) | undefined;
}) {
  const t = useTexts(sharedTexts);
  const shape = useMapShape(props.provinceId);
  const [over, setOver] = useState<string | null>(null);
  if (shape === null) return <div class="map map-empty" aria-busy="true" />;
  if (shape === 'missing') return <div class="map map-empty">{t.mapMissing}</div>;
  const { onDropOn } = props;
  const chosen = shape.communes.find((one) => one.id === props.selected);
  const below = onDropOn && shape.communes.find((one) => one.id === over);
  const drops = onDropOn && {
    onDragOver: (event: TargetedDragEvent<SVGSVGElement>) => {
      const id = communeAt(event.target);
      setOver(id);
      if (id !== null) event.preventDefault();
    },
    onDragLeave: () => setOver(null),
    onDrop: (event: TargetedDragEvent<SVGSVGElement>) => {
      event.preventDefault();
      setOver(null);
      const id = communeAt(event.target);
      if (id !== null) onDropOn(id);
    },
  };
  return (
    <svg
      class="map"
      viewBox={`0 0 ${shape.width} ${shape.height}`}
      role="img"
      aria-label={props.label}
      {...drops}
    >
      {shape.communes.map((one) => (
        <Commune
          key={one.id}
          id={one.id}
          d={one.d}
          step={props.step(one.id)}
          title={props.title(one.id)}
          onSelect={props.onSelect}
        />
      ))}
      {chosen && <path d={chosen.d} class="commune-outline casing" />}
      {chosen && <path d={chosen.d} class="commune-outline" />}
      {below && <path d={below.d} class="commune-outline below" />}
    </svg>
  );
}

const communeAt = (target: EventTarget | null): string | null =>
  target instanceof Element ? target.getAttribute('data-commune') : null;
