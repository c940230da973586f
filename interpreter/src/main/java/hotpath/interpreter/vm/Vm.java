package hotpath.interpreter.vm;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.gc.memory.OffHeapSpace;
import hotpath.gc.plan.Heap;
import hotpath.gc.vm.ReferenceLayout;
import hotpath.interpreter.engine.CodeStubs;
import hotpath.interpreter.engine.FrameRoots;
import hotpath.interpreter.engine.LeafStubs;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.ClassSource;
import hotpath.interpreter.link.ClassVerification;
import hotpath.interpreter.link.GuestCalls;
import hotpath.interpreter.link.Initialization;
import hotpath.interpreter.link.KlassTable;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.LibraryFields;
import hotpath.interpreter.link.LibrarySource;
import hotpath.interpreter.link.LoaderObjects;
import hotpath.interpreter.link.LoaderRoots;
import hotpath.interpreter.link.MethodTable;
import hotpath.interpreter.link.Mirrors;
import hotpath.interpreter.link.ReferenceTable;
import hotpath.interpreter.link.Resolution;
import hotpath.interpreter.link.Strings;
import hotpath.interpreter.link.SystemDictionary;
import hotpath.interpreter.link.indy.CallSites;
import hotpath.interpreter.link.indy.ConstantEntries;
import hotpath.interpreter.meaning.LeafMemo;
import hotpath.interpreter.natives.NativeCall;
import hotpath.interpreter.natives.NativeTable;
import hotpath.interpreter.predecode.CodeMap;
import hotpath.interpreter.thread.ClassWaiters;
import hotpath.interpreter.thread.Monitors;
import hotpath.interpreter.thread.Requests;
import hotpath.interpreter.thread.Scheduler;
import hotpath.interpreter.thread.ThreadLife;
import hotpath.interpreter.thread.ThreadTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One guest VM: its memory and all that the host knows of it. Several live in one process and share
 * nothing that changes.
 *
 * <p>It is used by one host thread; others may but {@linkplain #requests ask} it to end. Running it
 * is the control loop's work; what has to happen before the first guest instruction is in {@code
 * hotpath.interpreter.boot}.
 */
public final class Vm implements AutoCloseable {
  /** As in HotSpot; the main thread has 3 without asking. */
  private static final long FIRST_THREAD_ID = 4;

  private final VmOptions options;
  private final HostServices host;
  private final GuestMemory memory;
  private final MetadataSpace metadata;
  private final OffHeapSpace offHeap;
  private final CodeStubs stubs;
  private final LeafStubs leafStubs;
  private final CodeMap codeMap = new CodeMap();
  private final KlassTable klasses;
  private final MethodTable methods;
  private final ReferenceTable references;
  private final VmRoots roots;
  private final Heap heap;
  private final Allocator allocator;
  private final NativeTable natives;
  private final SystemDictionary dictionary;
  private final LibraryFields fields;
  private final Strings strings;
  private final Mirrors mirrors;
  private final GuestCalls calls;
  private final ClassVerification verification;
  private final Initialization initialization;
  private final Resolution resolution;
  private final CallSites callSites;
  private final ConstantEntries constantEntries;
  private final IdentityHashes hashes;
  private final FileTable files;
  private final HostObjects hostObjects = new HostObjects();
  private final ClassPathView classPath;
  private final LeafMemo leafMemo;
  private final ThreadTable threads;
  private final GuestThread mainThread;
  private final Scheduler scheduler;
  private final Monitors monitors;
  private final ThreadLife threadLife;
  private final ClassWaiters classWaiters;
  private final HostReads reads;
  private final NativeCall nativeCall;
  private final KeptReferences kept;
  private final LoaderObjects loaders;
  private final ClassDrafts drafts = new ClassDrafts();
  private final StackWalkTable stackWalks = new StackWalkTable();
  private final long nextThreadIdCell;
  private final long pendingReferencesCell;
  private boolean halted;
  private int exitCode;

  /**
   * Makes a VM whose core classes are loaded and have mirrors; no guest code has run.
   *
   * @param application where the classes of the program are
   */
  public Vm(
      VmOptions options,
      HostServices host,
      LibrarySource boot,
      ClassSource application,
      String classPathText) {
    this.options = options;
    this.host = host;
    natives = new NativeTable(options.capabilities());
    this.classPath = new ClassPathView(boot, application, classPathText);
    memory = GuestMemory.create();
    metadata = new MetadataSpace();
    offHeap = new OffHeapSpace(memory);
    stubs = new CodeStubs(memory, metadata);
    leafStubs = new LeafStubs(memory);
    klasses = new KlassTable(memory);
    methods = new MethodTable(memory);
    references = new ReferenceTable(memory, metadata);
    leafMemo = new LeafMemo(memory, metadata);
    threads = new ThreadTable(memory, metadata, leafMemo, options.stackBytes());
    mainThread = threads.createMain();
    roots = new VmRoots(klasses, references, new FrameRoots(memory, codeMap, methods), threads);
    heap = new Heap(memory, roots, options.heap());
    allocator = new Allocator(memory, heap);
    dictionary =
        new SystemDictionary(
            new SystemDictionary.Parts(
                memory, metadata, klasses, methods, references, stubs, natives, boot, application));
    roots.loaders(new LoaderRoots(memory, dictionary));
    fields = new LibraryFields(memory, dictionary);
    scheduler =
        new Scheduler(host, heap, allocator, fields, options.quantum(), options.fuel(), mainThread);
    roots.scheduler(scheduler);
    monitors = new Monitors(memory, scheduler, threads);
    strings = new Strings(memory, allocator, references, dictionary, fields);
    mirrors = new Mirrors(memory, allocator, references, klasses, dictionary, fields);
    mirrors.start(strings);
    calls = new GuestCalls(memory, dictionary, strings, mirrors);
    verification = new ClassVerification(dictionary);
    initialization = new Initialization(memory, calls, mirrors, strings, verification);
    resolution = new Resolution(dictionary, calls, strings, references, initialization);
    callSites = new CallSites(dictionary, resolution, initialization, calls);
    constantEntries = new ConstantEntries();
    hashes = new IdentityHashes(memory, options.seed());
    files = new FileTable(host);
    kept = new KeptReferences();
    loaders = new LoaderObjects(memory, dictionary, klasses, mirrors, fields, strings);
    threadLife = new ThreadLife(threads, scheduler, monitors, fields, calls, stubs);
    classWaiters = new ClassWaiters(scheduler);
    reads = new HostReads(scheduler);
    nativeCall = new NativeCall(this);
    nextThreadIdCell = metadata.allocate(8, 8);
    memory.i64(nextThreadIdCell, FIRST_THREAD_ID);
    pendingReferencesCell = metadata.allocate(8, 8);
    roots.referenceLayout(
        new ReferenceLayout(
            (int) fields.offset(LibraryField.REFERENCE_REFERENT),
            (int) fields.offset(LibraryField.REFERENCE_NEXT),
            (int) fields.offset(LibraryField.REFERENCE_DISCOVERED),
            pendingReferencesCell));
  }

  /** Ends the VM: the control loop stops before the next guest instruction. */
  public void halt(int code) {
    if (!halted) {
      halted = true;
      exitCode = code;
    }
  }

  public boolean isHalted() {
    return halted;
  }

  /** The exit code of the program; 0 as long as nothing has halted it. */
  public int exitCode() {
    return exitCode;
  }

  /** Prints on the host's error stream, in the VM's own name. */
  public void printError(String text) {
    try {
      host.standardError().write(text.getBytes(StandardCharsets.UTF_8));
      host.standardError().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public VmOptions options() {
    return options;
  }

  public HostServices host() {
    return host;
  }

  public GuestMemory memory() {
    return memory;
  }

  public MetadataSpace metadata() {
    return metadata;
  }

  public OffHeapSpace offHeap() {
    return offHeap;
  }

  public Heap heap() {
    return heap;
  }

  public CodeStubs stubs() {
    return stubs;
  }

  /** The routines that machine code calls. */
  public LeafStubs leafStubs() {
    return leafStubs;
  }

  /** What handlers look up of them. */
  public LeafMemo leafMemo() {
    return leafMemo;
  }

  /** All pre-decoded code. */
  public CodeMap codeMap() {
    return codeMap;
  }

  public KlassTable klasses() {
    return klasses;
  }

  public MethodTable methods() {
    return methods;
  }

  public ReferenceTable references() {
    return references;
  }

  public Allocator allocator() {
    return allocator;
  }

  public NativeTable natives() {
    return natives;
  }

  public SystemDictionary dictionary() {
    return dictionary;
  }

  public LibraryFields fields() {
    return fields;
  }

  public Strings strings() {
    return strings;
  }

  public Mirrors mirrors() {
    return mirrors;
  }

  public GuestCalls calls() {
    return calls;
  }

  public ClassVerification verification() {
    return verification;
  }

  public Initialization initialization() {
    return initialization;
  }

  public Resolution resolution() {
    return resolution;
  }

  public CallSites callSites() {
    return callSites;
  }

  /** Constants and call sites that guest code resolves. */
  public ConstantEntries constantEntries() {
    return constantEntries;
  }

  public IdentityHashes hashes() {
    return hashes;
  }

  public FileTable files() {
    return files;
  }

  /** What guest objects own of the host's. */
  public HostObjects hostObjects() {
    return hostObjects;
  }

  public ClassPathView classPath() {
    return classPath;
  }

  /** Finds the loader of a ClassLoader object. */
  public LoaderObjects loaders() {
    return loaders;
  }

  /** Classes that are being defined. */
  public ClassDrafts drafts() {
    return drafts;
  }

  /** Stack walks that are going on. */
  public StackWalkTable stackWalks() {
    return stackWalks;
  }

  /** References that natives keep for good. */
  public KeptReferences kept() {
    return kept;
  }

  /** Region offset of the i64 that the library counts thread identifiers with. */
  public long nextThreadIdCell() {
    return nextThreadIdCell;
  }

  /** Region offset of the u32 with the first reference that a collection made pending. */
  public long pendingReferencesCell() {
    return pendingReferencesCell;
  }

  public GuestThread mainThread() {
    return mainThread;
  }

  /** All guest threads. */
  public ThreadTable threads() {
    return threads;
  }

  public Scheduler scheduler() {
    return scheduler;
  }

  /** What other host threads may ask of this VM. */
  public Requests requests() {
    return scheduler.requests();
  }

  public Monitors monitors() {
    return monitors;
  }

  public ThreadLife threadLife() {
    return threadLife;
  }

  /** Threads that wait for the initialization of a class by another one. */
  public ClassWaiters classWaiters() {
    return classWaiters;
  }

  /** Reads that wait for input. */
  public HostReads reads() {
    return reads;
  }

  /** Runs natives. */
  public NativeCall nativeCall() {
    return nativeCall;
  }

  @Override
  public void close() {
    scheduler.requests().close();
    try {
      leafStubs.close();
      files.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      memory.close();
    }
  }
}
