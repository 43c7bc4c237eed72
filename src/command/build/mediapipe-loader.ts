import type { Plugin } from 'vite'

/**
 * What is mended in MediaPipe's loader (Emscripten's embind), place by place. It makes functions from strings,
 * which a strict Content-Security-Policy forbids: these are the three places, and the same as closures, what
 * Emscripten itself writes with -sDYNAMIC_EXECUTION=0. It never lets go of the views that it hands to
 * JavaScript, three a detection (0.5 kB a second): here those of the last 20 detections are kept. And it
 * gives each object of WebGL a number of its own, for ever, and a place in all of its tables (3.6 kB a photo,
 * for which both models start anew): here the place of one that has been deleted is taken, as in OpenGL.
 */
const REPLACEMENTS: readonly (readonly [string, string])[] = [
  [
    `return new Function("body","return function "+name+"() {\\n"+'    "use strict";'+"    return body.apply(this, arguments);\\n"+"};\\n")(body)`,
    `return Object.defineProperty(function(){"use strict";return body.apply(this,arguments)},"name",{value:name})`,
  ],
  [
    `var invokerFunction=new_(Function,args1).apply(null,args2);return invokerFunction`,
    `return function(){
if(arguments.length!==argCount-2)throwBindingError("function "+humanName+" called with "+arguments.length+" arguments, expected "+(argCount-2));
var destructors=needsDestructorStack?[]:null;
var first=isClassMethodFunc?1:2;
var wired=[];
for(var i=first;i<argCount;++i)wired.push(argTypes[i].toWireType(destructors,i===1?this:arguments[i-2]));
var rv=cppInvokerFunc.apply(null,[cppTargetFunc].concat(wired));
if(destructors)runDestructors(destructors);
else for(var i=first;i<argCount;++i)if(argTypes[i].destructorFunction!==null)argTypes[i].destructorFunction(wired[i-first]);
if(returns)return argTypes[0].fromWireType(rv)}`,
  ],
  [
    `var invokerFunction=new_(Function,params).apply(null,args);`,
    `var invokerFunction=function(handle,name,destructors,args){
var values=[];
for(var i=0,at=0;i<argCount-1;++i){values.push(types[i+1].readValueFromPointer(at?args+at:args));at+=types[i+1].argPackAdvance}
var rv=handle[name].apply(handle,values);
for(var i=0;i<argCount-1;++i)if(types[i+1].deleteObject)types[i+1].deleteObject(values[i]);
if(!retType.isVoid)return retType.toWireType(destructors,rv)};`,
  ],
  [
    `var v=type["readValueFromPointer"](argv);return Emval.toHandle(v)}`,
    `var v=type["readValueFromPointer"](argv);var handle=Emval.toHandle(v);
if(ArrayBuffer.isView(v)){
var taken=__emval_take_value.taken||(__emval_take_value.taken=[]);
taken.push([handle,v]);
if(taken.length>60){
var old=taken.shift(),entry=emval_handle_array[old[0]];
if(entry&&entry.value===old[1]){emval_handle_array[old[0]]=undefined;emval_free_list.push(old[0])}}}
return handle}`,
  ],
  [
    `getNewId:function(table){var ret=GL.counter++;for(var i=table.length;i<ret;i++){table[i]=null}return ret}`,
    `getNewId:function(table){
if(table.length===0)table[0]=null;
for(var i=1;i<table.length;i++)if(!table[i])return i;
return table.length}`,
  ],
]

/**
 * MediaPipe's loader without functions made from strings, and without its leaks.
 * @throws Error if one of the places is not there: another version of the package.
 */
export function mendLoader(source: string): string {
  return REPLACEMENTS.reduce((text, [before, after]) => {
    if (!text.includes(before)) {
      throw new Error(
        '@mediapipe/face_detection has changed: src/command/build/mediapipe-loader.ts needs another look.',
      )
    }
    return text.replace(before, () => after)
  }, source)
}

/** Applies `mendLoader` to MediaPipe's loaders in the build. */
export const mediapipeLoader: Plugin = {
  name: 'mediapipe-loader',
  apply: 'build',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'asset' && /face_detection_solution.*\.js$/.test(file.fileName)) {
        file.source = mendLoader(
          typeof file.source === 'string' ? file.source : new TextDecoder().decode(file.source),
        )
      }
    }
  },
}
