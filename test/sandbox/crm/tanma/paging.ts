import { numberOf } from '../json.ts';

const LARGEST_PAGE = 100;

export interface PageOf<T> {
  totalCount: number;
  totalPage: number;
  pageNo: number;
  pageSize: number;
  items: T[];
}

/** One page as `pageNo` (from 1) and `pageSize` ask for it. The vendor names no largest page; 100 is what live clients use. */
export function pageOf<T>(all: T[], body: Record<string, unknown>, usualSize: number): PageOf<T> {
  const pageSize = Math.min(LARGEST_PAGE, Math.max(1, Math.trunc(numberOf(body['pageSize']) ?? usualSize)));
  const pageNo = Math.max(1, Math.trunc(numberOf(body['pageNo']) ?? 1));
  return {
    totalCount: all.length,
    totalPage: Math.ceil(all.length / pageSize),
    pageNo,
    pageSize,
    items: all.slice((pageNo - 1) * pageSize, pageNo * pageSize),
  };
}
