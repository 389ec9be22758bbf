export function temporaryFault(): string;
