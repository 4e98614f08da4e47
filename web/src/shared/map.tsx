import type { TargetedDragEvent, VNode } from 'preact';
import { memo } from 'preact/compat';
import { useEffect, useRef, useState } from 'preact/hooks';
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
  const drawn = useDrawn();
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
      data-fine={shape.communes.length > MANY}
      viewBox={`0 0 ${shape.width} ${shape.height}`}
      role="img"
      aria-label={props.label}
      {...drops}
    >
      {shape.communes.map((one) => drawn(one, props.step(one.id), props.title(one.id), props.onSelect))}
      {chosen && <path d={chosen.d} class="commune-outline casing" />}
      {chosen && <path d={chosen.d} class="commune-outline" />}
      {below && <path d={below.d} class="commune-outline below" />}
    </svg>
  );
}

/** Of a map of more communes the borders are hairlines, else one sees nothing but them. */
const MANY = 500;

type Outline = MapShape['communes'][number];
type Select = ((communeId: string) => void) | undefined;

/** The same element as before for a commune of which nothing changed: then nothing of it is looked at again. */
function useDrawn() {
  const kept = useRef(new Map<string, { step: Step; title: string; onSelect: Select; element: VNode }>());
  return (outline: Outline, step: Step, title: string, onSelect: Select): VNode => {
    const { id, d } = outline;
    const old = kept.current.get(d);
    if (old?.step === step && old.title === title && old.onSelect === onSelect) return old.element;
    const element = <Commune key={id} id={id} d={d} step={step} title={title} onSelect={onSelect} />;
    kept.current.set(d, { step, title, onSelect, element });
    return element;
  };
}

const communeAt = (target: EventTarget | null): string | null =>
  target instanceof Element ? target.getAttribute('data-commune') : null;
