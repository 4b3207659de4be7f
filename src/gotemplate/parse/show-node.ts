import { quoteText } from '../format/quote.ts';
import type { AnyNode, BranchNode, CommandNode, PipeNode } from './node.ts';

/** @returns a node as Go writes it in its errors: `Node.String` of Go's text/template/parse. */
export function showNode(node: AnyNode): string {
  const { left, right } = node.source.delimiters;
  switch (node.kind) {
    case 'text':
    case 'number':
      return node.text;
    case 'action':
      return left + showPipe(node.pipe) + right;
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
      return `${left}template ${quoteText(node.name)}${node.pipe === undefined ? '' : ` ${showPipe(node.pipe)}`}${right}`;
    case 'break':
    case 'continue':
      return left + node.kind + right;
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
  const { left, right } = node.source.delimiters;
  const otherwise = node.otherwise === undefined ? '' : `${left}else${right}${showNode(node.otherwise)}`;
  return `${left}${node.kind} ${showPipe(node.pipe)}${right}${showNode(node.body)}${otherwise}${left}end${right}`;
}
