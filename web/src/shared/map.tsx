import type { RefObject, TargetedDragEvent } from 'preact';
import { memo } from 'preact/compat';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
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

/** Drawn once: what a commune shows from frame to frame is painted into its path. */
const Communes = memo(function Communes({ communes }: { communes: MapShape['communes'] }) {
  return (
    <>
      {communes.map(({ id, d }) => (
        <path key={id} d={d} class="commune" data-commune={id} data-step="none">
          <title />
        </path>
      ))}
    </>
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
  const svg = useRef<SVGSVGElement>(null);
  usePainted(svg, shape === 'missing' ? null : shape, props);
  if (shape === null) return <div class="map map-empty" aria-busy="true" />;
  if (shape === 'missing') return <div class="map map-empty">{t.mapMissing}</div>;
  const { onDropOn, onSelect } = props;
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
      ref={svg}
      class="map"
      data-fine={shape.communes.length > MANY}
      viewBox={`0 0 ${shape.width} ${shape.height}`}
      role="img"
      aria-label={props.label}
      onClick={
        onSelect &&
        ((event) => {
          const id = communeAt(event.target);
          if (id !== null) onSelect(id);
        })
      }
      {...drops}
    >
      <Communes communes={shape.communes} />
      {chosen && <path d={chosen.d} class="commune-outline casing" />}
      {chosen && <path d={chosen.d} class="commune-outline" />}
      {below && <path d={below.d} class="commune-outline below" />}
    </svg>
  );
}

/** Of a map of more communes the borders are hairlines, else one sees nothing but them. */
const MANY = 500;

/**
 * Touches of all paths those whose step or title changed. Not by elements that are kept from one frame to the next: each of
 * Preact's knows the tree it first stood in, so that all frames of a morning would stay in memory (a board of a province held
 * 14 MB more each minute, one of the country 76).
 */
function usePainted(
  svg: RefObject<SVGSVGElement | null>,
  shape: MapShape | null,
  { step, title }: { step: (communeId: string) => Step; title: (communeId: string) => string },
): void {
  const drawn = useRef<{ of: MapShape; paths: Painted[] } | null>(null);
  useLayoutEffect(() => {
    if (shape === null || !svg.current) return;
    if (drawn.current?.of !== shape) drawn.current = { of: shape, paths: blank(svg.current) };
    for (const one of drawn.current.paths) {
      const [newStep, newTitle] = [step(one.id), title(one.id)];
      if (one.step !== newStep) one.path.setAttribute('data-step', String(newStep ?? 'none'));
      if (one.title !== newTitle) one.path.firstElementChild?.replaceChildren(newTitle);
      one.step = newStep;
      one.title = newTitle;
    }
  });
}

interface Painted {
  path: Element;
  id: string;
  /** Undefined: not painted yet; a path may have been another map's. */
  step: Step | undefined;
  title: string | undefined;
}

const blank = (svg: SVGSVGElement): Painted[] =>
  [...svg.querySelectorAll('.commune')].map((path) => ({
    path,
    id: communeAt(path) ?? '',
    step: undefined,
    title: undefined,
  }));

const communeAt = (target: EventTarget | null): string | null =>
  target instanceof Element ? target.getAttribute('data-commune') : null;
