/**
 * Guest classes of ours: what the VM does by running Java, because it calls Java in the middle.
 *
 * <p>The host never runs these. Their class files are resources of this module; the guest's boot
 * loader defines them, and the VM pushes frames of their static methods. A frame of a class of this
 * package is left out of stack traces. The sources keep to what needs no library machinery: no
 * lambda, no concatenation by {@code +}, no enum switch.
 */
package hotpath.guest;
