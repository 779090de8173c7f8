/**
 * Makes the packages out of what the build of {@code cli} left in its target folder. One tree of files, laid out like
 * {@code /usr} ({@link dev.wsctl.dist.FileTree}), goes into each of them: the archive, the Debian package and the image.
 *
 * <p>The same sources on the same JDK give the same bytes, but for the class-data archive: entries are sorted, owned by root and dated by the release.
 */
@NullMarked
package dev.wsctl.dist;

import org.jspecify.annotations.NullMarked;
