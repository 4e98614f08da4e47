import { useBoardTexts } from '../texts/index.js';

/** A letter as the phone shows it. */
export function LetterPreview(props: { text: string; answers: readonly string[] }) {
  const t = useBoardTexts().broadcasts;
  return (
    <div class="letter-preview" role="img" aria-label={t.preview}>
      <p class={props.text === '' ? 'soft' : ''}>{props.text === '' ? t.previewEmpty : props.text}</p>
      {props.answers.length > 0 && (
        <div class="letter-buttons">
          {props.answers.map((answer, index) => (
            <span key={index}>{answer}</span>
          ))}
        </div>
      )}
    </div>
  );
}
