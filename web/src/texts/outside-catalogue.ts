import ts from 'typescript';

/** Attributes, of elements and of our own components, whose value people read or hear. */
const SHOWN = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'caption',
  'heading',
  'hint',
  'label',
  'lead',
  'message',
  'note',
  'placeholder',
  'submit',
  'summary',
  'text',
  'title',
]);
/** A word: two letters beside each other. Signs, units of one letter and digits need no translation. */
const WORD = /\p{L}{2}/u;
/** A letter that no identifier, address or class of ours has: it can only be meant for people. */
const MEANT_FOR_PEOPLE = /[^\p{ASCII}\P{L}]/u;

/** Words for people that are written into a source file instead of into a catalogue, each with its line. */
export function textsOutside(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== null && isForPeople(node, text)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push(`${line + 1}: ${text.trim()}`);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

function textOf(node: ts.Node): string | null {
  const isText =
    ts.isJsxText(node) ||
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node);
  return isText ? node.text : null;
}

function isForPeople(node: ts.Node, text: string): boolean {
  if (MEANT_FOR_PEOPLE.test(text)) return true;
  if (isCommand(node)) return false;
  return WORD.test(text) && (ts.isJsxText(node) || isShown(node));
}

/** Whether a literal stands, as it is or as one of several, where people read it. */
function isShown(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isJsxAttribute(parent)) return SHOWN.has(parent.name.getText());
  if (ts.isJsxExpression(parent)) {
    return ts.isJsxAttribute(parent.parent) ? SHOWN.has(parent.parent.name.getText()) : true;
  }
  if (ts.isBinaryExpression(parent)) {
    const isAssigned = parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    if (isAssigned) return parent.left.getText() === 'document.title';
    return VALUES.has(parent.operatorToken.kind) && isShown(parent);
  }
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && isShown(parent);
  const goesOn =
    ts.isParenthesizedExpression(parent) || ts.isTemplateExpression(parent) || ts.isTemplateSpan(parent);
  return goesOn && isShown(parent);
}

/** What people type elsewhere, in a `<code>`, is the same in every language. */
function isCommand(node: ts.Node): boolean {
  const element = ts.findAncestor(node, ts.isJsxElement);
  return element?.openingElement.tagName.getText() === 'code';
}

/** Operators whose operands become their value; those that compare are not among them. */
const VALUES = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);
