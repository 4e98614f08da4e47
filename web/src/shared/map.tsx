import type { RefObject, TargetedDragEvent } from 'preact';
import { memo } from 'preact/compat';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { askUntilAnswered } from './ask-until-answered.js';
import { useTexts } from './i18n.js';
import type { Step } from './step.js';
import { sharedTexts } from './texts.js';
import './time-limit.js';

export interface MapShape {
  provinceId: string;
  width: number;
  height: number;
  communes: { id: string; d: string; x: number; y: number }[];
}
/** What there is of a map: none, as far as the server knows; none yet, after a failure; null while it loads. */
type MapState = MapShape | 'missing' | 'failed' | null;
const LOAD_WITHIN_MS = 30_000;
const shapes = new Map<string, MapShape | 'missing'>();

/** The outlines of a province, projected when the web was built; asked for until there is an answer. */
export function useMapShape(provinceId: string | null): MapState {
  const [shape, set] = useState<MapState>(shapes.get(provinceId ?? '') ?? null);
  useEffect(() => {
    if (provinceId === null) return undefined;
    return askUntilAnswered(
      async () => shapes.get(provinceId) ?? (await loadShape(provinceId)),
      (loaded) => {
        shapes.set(provinceId, loaded);
        set(loaded);
      },
      () => {
        set('failed');
        return false;
      },
    );
  }, [provinceId]);
  return shape;
}

async function loadShape(provinceId: string): Promise<MapShape | 'missing'> {
  const response = await fetch(`/maps/${encodeURIComponent(provinceId)}.json`, {
    signal: AbortSignal.timeout(LOAD_WITHIN_MS),
  });
  if (response.status === 404) return 'missing';
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
  usePainted(svg, typeof shape === 'string' ? null : shape, props);
  if (shape === null) return <div class="map map-empty" aria-busy="true" />;
  if (shape === 'missing') return <div class="map map-empty">{t.mapMissing}</div>;
  if (shape === 'failed') return <div class="map map-empty">{t.mapFailed}</div>;
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
    if (shape === null || !svg.current) {
      drawn.current = null;
      return;
    }
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
