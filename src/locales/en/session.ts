/** English of a session that is about to end. */
export const sessionMessages = {
  "session.ending": "Your sign-in is about to end. What you typed is kept.",
  "session.stay": "Stay signed in",
  "session.stayed": "You are still signed in.",
} as const;
