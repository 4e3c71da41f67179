import { tellTownStory } from './town-story.ts';

tellTownStory('postgres');
