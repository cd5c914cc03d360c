import type { Expression } from '../gen/spark/connect/expressions_pb.js';
import {
  Join_JoinType as JoinTypeNumber,
  SetOperation_SetOpType as SetOpType,
} from '../gen/spark/connect/relations_pb.js';
import type { Relation } from '../gen/spark/connect/relations_pb.js';
import { relation } from './relations.js';

const joinTypes = {
  inner: JoinTypeNumber.INNER,
  cross: JoinTypeNumber.CROSS,
  left: JoinTypeNumber.LEFT_OUTER,
  leftouter: JoinTypeNumber.LEFT_OUTER,
  left_outer: JoinTypeNumber.LEFT_OUTER,
  right: JoinTypeNumber.RIGHT_OUTER,
  rightouter: JoinTypeNumber.RIGHT_OUTER,
  right_outer: JoinTypeNumber.RIGHT_OUTER,
  outer: JoinTypeNumber.FULL_OUTER,
  full: JoinTypeNumber.FULL_OUTER,
  fullouter: JoinTypeNumber.FULL_OUTER,
  full_outer: JoinTypeNumber.FULL_OUTER,
  semi: JoinTypeNumber.LEFT_SEMI,
  leftsemi: JoinTypeNumber.LEFT_SEMI,
  left_semi: JoinTypeNumber.LEFT_SEMI,
  anti: JoinTypeNumber.LEFT_ANTI,
  leftanti: JoinTypeNumber.LEFT_ANTI,
  left_anti: JoinTypeNumber.LEFT_ANTI,
} as const;
export type JoinType = keyof typeof joinTypes;

/** Names of columns that both sides have and that are kept once, or any condition; undefined joins each with each. */
export type JoinOn = readonly string[] | Expression | undefined;

export function join(left: Relation, right: Relation, on: JoinOn, type: JoinType): Relation {
  return relation({ case: 'join', value: { left, right, joinType: joinTypes[type], ...joinKeys(on) } });
}

function joinKeys(on: JoinOn) {
  if (on === undefined) return {};
  return isNames(on) ? { usingColumns: [...on] } : { joinCondition: on };
}

function isNames(on: readonly string[] | Expression): on is readonly string[] {
  return Array.isArray(on);
}

const setOperations = {
  union: SetOpType.UNION,
  intersect: SetOpType.INTERSECT,
  except: SetOpType.EXCEPT,
} as const;

export interface SetSettings {
  /** Duplicates are kept, as in UNION ALL. */
  readonly isAll: boolean;
  /** Columns go by name, else by position. */
  readonly byName?: boolean;
  /** By name: a column that one side lacks is null there. */
  readonly allowMissingColumns?: boolean;
}

export type SetOperationName = keyof typeof setOperations;

export function setOperation(
  operation: SetOperationName,
  leftInput: Relation,
  rightInput: Relation,
  settings: SetSettings,
): Relation {
  const setOpType = setOperations[operation];
  return relation({ case: 'setOp', value: { leftInput, rightInput, setOpType, ...settings } });
}
