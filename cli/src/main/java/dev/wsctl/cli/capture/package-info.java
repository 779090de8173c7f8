/**
 * The evidence of {@code doctor} as a file: what of it may be written down ({@code Names}, {@code Allowed}), the document
 * ({@code *Part}: how each part is written and read), the file itself, and two of them compared. Knows the model, the
 * frameworks' names and JSON; connects to nothing. See decision 15.
 */
@NullMarked
package dev.wsctl.cli.capture;

import org.jspecify.annotations.NullMarked;
