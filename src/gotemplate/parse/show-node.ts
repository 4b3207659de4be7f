import { quoteText } from '../format/quote.ts';
import type { AnyNode, BranchNode, CommandNode, PipeNode } from './node.ts';

/**
 * @returns a node as Go writes it in its errors, with the delimiters that are Go's own whatever those of the text are:
 * `Node.String` of Go's text/template/parse before Go 1.27
 */
export function showNode(node: AnyNode): string {
  switch (node.kind) {
    case 'text':
    case 'number':
      return node.text;
    case 'action':
      return `{{${showPipe(node.pipe)}}}`;
    case 'pipe':
      return showPipe(node);
    case 'command':
      return showCommand(node);
    case 'list':
      return node.nodes.map(showNode).join('');
    case 'if':
    case 'with':
    case 'range':
      return showBranch(node);
    case 'template':
      return `{{template ${quoteText(node.name)}${node.pipe === undefined ? '' : ` ${showPipe(node.pipe)}`}}}`;
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`;
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'string':
      return node.quoted;
    case 'field':
      return node.names.map((name) => `.${name}`).join('');
    case 'variable':
      return node.names.join('.');
    case 'identifier':
      return node.name;
    case 'chain':
      return showOperand(node.node) + node.names.map((name) => `.${name}`).join('');
  }
}

function showPipe(pipe: PipeNode): string {
  const variables = pipe.variables.map(showNode).join(', ');
  const declaration = variables === '' ? '' : `${variables} ${pipe.isAssign ? '=' : ':='} `;
  return declaration + pipe.commands.map(showCommand).join(' | ');
}

function showCommand(command: CommandNode): string {
  return command.words.map(showOperand).join(' ');
}

function showOperand(node: AnyNode): string {
  return node.kind === 'pipe' ? `(${showPipe(node)})` : showNode(node);
}

function showBranch(node: BranchNode): string {
  const otherwise = node.otherwise === undefined ? '' : `{{else}}${showNode(node.otherwise)}`;
  return `{{${node.kind} ${showPipe(node.pipe)}}}${showNode(node.body)}${otherwise}{{end}}`;
}
