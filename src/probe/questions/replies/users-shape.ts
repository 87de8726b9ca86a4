import type { Question } from '../../question';
import { shapeQuestion } from '../../shape-question';

export const usersShape: Question = shapeQuestion({
  id: 'users-shape',
  asks: 'Do users match the schema?',
  grade: 'T',
  stream: 'users',
  parameters: () => ({ page: 0, size: 100 }),
  mayLack: ['dateOfBirth', 'birthDate', 'birthday', 'gender'],
});
