import { useMemo } from 'preact/hooks';
import { encode } from 'uqr';

/** A QR code as one SVG path: sharp at any size, always dark on white with its quiet zone. */
export function Qr(props: { text: string; label: string }) {
  const { path, size } = useMemo(() => {
    const code = encode(props.text, { ecc: 'M', border: 2 });
    let d = '';
    code.data.forEach((row, y) =>
      row.forEach((dark, x) => {
        if (dark) d += `M${x} ${y}h1v1h-1z`;
      }),
    );
    return { path: d, size: code.size };
  }, [props.text]);
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
