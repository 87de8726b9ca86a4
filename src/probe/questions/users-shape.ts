import type { Question } from '../question';
import { shapeQuestion } from '../shape-question';

export const usersShape: Question = shapeQuestion({
  id: 'users-shape',
  asks: 'Do users have the fields that the schema has?',
  grade: 'T',
  stream: 'users',
  parameters: () => ({ page: 0, size: 100 }),
});
