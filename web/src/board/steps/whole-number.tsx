/** An input for a whole number; what is not one is held back by the browser's own check. */
export function WholeNumber(props: {
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  label?: string;
}) {
  return (
    <input
      class="input digits"
      type="number"
      inputMode="numeric"
      required
      step={1}
      min={props.min}
      max={props.max}
      value={Number.isNaN(props.value) ? '' : props.value}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      onInput={(event) => props.onChange(event.currentTarget.valueAsNumber)}
    />
  );
}
