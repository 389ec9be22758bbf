import { act, fireEvent, screen } from '@testing-library/preact';

export const button = (name: string) => screen.getByRole('button', { name });

/** Presses a button, and waits for what that sets off at once. */
export const click = (name: string) => act(async () => void fireEvent.click(button(name)));

export const type = (label: string | RegExp, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
