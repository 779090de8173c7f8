/**
 * Who may do what is not for everybody, see {@code Authority}: keys and tokens for programs, a password and a session for
 * people (E2, E16). Uses the JDK and configured secrets, knows no HTTP; comparisons take the same time whether they fail early or late.
 */
@NullMarked
package dev.wsctl.server.access;

import org.jspecify.annotations.NullMarked;
