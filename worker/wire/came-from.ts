/** In which header a page says whose link led to it: a host, for telling bursts after one link from votes of people. */
export const CAME_FROM_HEADER = 'X-Fanfare-From';
