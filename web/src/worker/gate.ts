import { keepFace } from './keep.js';

keepFace();
